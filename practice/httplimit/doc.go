// Package httplimit keeps an HTTP service up under more requests than it can
// do, by two middlewares for net/http that work with every router.
package httplimit
