"""What goes out: papers, exports, snapshots, and what a public one would give away."""
