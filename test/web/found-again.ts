import { registerHooks } from 'node:module';

/** A process of its own: where a start finds the pages of the folder it is given, and what it took of the bundler. */
const bundler: string[] = [];
registerHooks({
  resolve(name, context, next) {
    const found = next(name, context);
    if (/node_modules\/(vite|rolldown)\//.test(found.url)) bundler.push(name);
    return found;
  },
});
const { builtPages } = await import('../../scripts/built-pages.ts');
console.log(JSON.stringify({ dir: builtPages(process.argv[2]!), bundler }));
