import { join } from 'node:path';
import { buildPages } from './build-pages.ts';

/**
 * Builds the pages in a process of its own: the bundler would stay in the server's memory for as long as it
 * runs (150 MB). The last line written is the folder.
 */
const root = process.env.TIEPDON_ROOT ?? process.cwd();
const { dir } = await buildPages({ root, out: join(root, 'dist/pages') });
console.log(dir);
