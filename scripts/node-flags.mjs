// A server beside a hospital's other programs keeps its memory small. But 64 requests at once keep a megabyte of young
// objects alive, and with no more room than that (`--optimize-for-size` allows no more) all of them are copied at each
// collection. Two megabytes halve the collections at the same memory (10,000 tickets: 170 to 180 MB); four save another
// half, which is a tenth of all CPU of a check-in, and cost up to 13 MB; without any flag it is 349 MB.
export const nodeFlags = ['--max-semi-space-size=4', '--heap-growing-percent=30'];

// Two heaps of the C library instead of eight for each core, which only grow. Elsewhere it means nothing.
export const nodeEnvironment = { MALLOC_ARENA_MAX: '2' };
