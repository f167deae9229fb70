"""What everybody may read, as files that a machine reads: awards, rounds and schemes. No person is in them, by how it is asked."""
