#include <stddef.h>
#include <stdint.h>

// The allocator: a free list for each power of two. New blocks come from the memory of the module, which grows and never shrinks.
// A block has a header of 16 bytes; its last 4 bytes are the number of its list. The memory after it is aligned to 16 bytes.

enum { PAGE = 65536, HEADER = 16, SMALLEST = 5, LARGEST = 31 };

typedef struct Block { struct Block *next; } Block;

extern unsigned char __heap_base;

static Block *lists[LARGEST + 1];
static uintptr_t unused, end;

static int list_for(size_t count) {
  int list = SMALLEST;
  while (((size_t)1 << list) < count + HEADER) {
    if (++list >= LARGEST) __builtin_trap();
  }
  return list;
}

static unsigned char *take(size_t count) {
  if (unused == 0) {
    unused = ((uintptr_t)&__heap_base + 15) & ~(uintptr_t)15;
    end = (uintptr_t)__builtin_wasm_memory_size(0) * PAGE;
  }
  if (count > end - unused) {
    size_t pages = (count - (end - unused) + PAGE - 1) / PAGE;
    if (__builtin_wasm_memory_grow(0, pages) == (size_t)-1) __builtin_trap();
    end += pages * PAGE;
  }
  unsigned char *block = (unsigned char *)unused;
  unused += count;
  return block;
}

void *malloc(size_t count) {
  int list = list_for(count);
  unsigned char *block = (unsigned char *)lists[list];
  if (block) {
    lists[list] = ((Block *)block)->next;
  } else {
    block = take((size_t)1 << list);
  }
  *(int32_t *)(block + HEADER - 4) = list;
  return block + HEADER;
}

void free(void *memory) {
  if (!memory) return;
  unsigned char *block = (unsigned char *)memory - HEADER;
  int list = *(int32_t *)(block + HEADER - 4);
  ((Block *)block)->next = lists[list];
  lists[list] = (Block *)block;
}

int posix_memalign(void **memory, size_t alignment, size_t count) {
  // Swift asks for no more than this for any type of errorbook.
  if (alignment > HEADER) return 22;
  *memory = malloc(count);
  return 0;
}

// With bulk memory these are one instruction each; written as loops they would be compiled to calls of themselves.

void *memmove(void *to, const void *from, size_t count) {
  __asm__("local.get %0\nlocal.get %1\nlocal.get %2\nmemory.copy 0, 0" : : "r"(to), "r"(from), "r"(count) : "memory");
  return to;
}

void *memcpy(void *to, const void *from, size_t count) { return memmove(to, from, count); }

void *memset(void *to, int byte, size_t count) {
  __asm__("local.get %0\nlocal.get %1\nlocal.get %2\nmemory.fill 0" : : "r"(to), "r"(byte), "r"(count) : "memory");
  return to;
}

int memcmp(const void *first, const void *second, size_t count) {
  const unsigned char *one = first, *other = second;
  for (size_t place = 0; place < count; place++) {
    if (one[place] != other[place]) return one[place] < other[place] ? -1 : 1;
  }
  return 0;
}

// Swift seeds its hashes with this. The same seed each time gives the same module the same answers in the same order.
void arc4random_buf(void *bytes, size_t count) { memset(bytes, 0x2A, count); }

// A number of 128 bits as two halves, the low one first, as in memory.
typedef union {
  __int128 whole;
  struct { uint64_t low, high; } half;
} Wide;

// The product of two numbers of 64 bits, from products of their halves. `*high` gets the bits that do not fit.
static uint64_t multiply_halves(uint64_t one, uint64_t other, uint64_t *high) {
  uint64_t one_low = (uint32_t)one, one_high = one >> 32, other_low = (uint32_t)other, other_high = other >> 32;
  uint64_t low = one_low * other_low;
  uint64_t cross = one_high * other_low + (low >> 32);
  uint64_t middle = one_low * other_high + (uint32_t)cross;
  *high = one_high * other_high + (cross >> 32) + (middle >> 32);
  return (middle << 32) | (uint32_t)low;
}

// The compiler calls this to multiply numbers of 64 bits with a check for overflow.
__int128 __multi3(__int128 one, __int128 other) {
  Wide first = {one}, second = {other}, product;
  product.half.low = multiply_halves(first.half.low, second.half.low, &product.half.high);
  product.half.high += first.half.high * second.half.low + first.half.low * second.half.high;
  return product.whole;
}
