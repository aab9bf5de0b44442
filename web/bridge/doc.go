// Package bridge joins the engine, the renderer and the page. It is the only
// place that talks to JavaScript: the page's functions go in as an object
// called sluiceCore, frames and events go out to one called sluiceHost.
package bridge
