import { defineConfig } from 'vitest/config';

// A serial line holds one of four threads while its bytes are taken; the fault matrix has twenty stuck ones at a time.
process.env.UV_THREADPOOL_SIZE ??= '32';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    // Real servers, pseudo-terminals and browsers: they wait more than they work, and two cores carry three files at a time.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
});
