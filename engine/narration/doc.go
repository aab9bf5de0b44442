// Package narration says in words what the picture shows: each station as it
// stands, and each event as a sentence. It reads the graph, the world and the
// recording, and keeps no count of its own that they do not have.
package narration
