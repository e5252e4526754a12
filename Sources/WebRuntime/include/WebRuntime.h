// What Embedded Swift asks of a C library, where there is none: memory, a seed for hashing, and wide products.
