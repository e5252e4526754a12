// What Embedded Swift asks of a C library, where there is none: memory, and a seed for hashing.
