// A server beside a hospital's other programs keeps its memory small, and 64 requests at once keep a megabyte of young
// objects alive: with that much young space they are all copied at every collection, and grow old in the middle of
// their life. Measured over 10,000 tickets with 64 connections: 2 s in collections and 174 to 179 MB in the end; 7 to
// 10 s and 176 to 179 MB with `--optimize-for-size`, which allows one megabyte; 0.8 s and 349 MB without any flag.
export const nodeFlags = ['--max-semi-space-size=4', '--heap-growing-percent=30'];

// Two heaps of the C library instead of eight for each core, which only grow: 25 MB less. Elsewhere it means nothing.
export const nodeEnvironment = { MALLOC_ARENA_MAX: '2' };
