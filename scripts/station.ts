import { checkRuntime, refuse } from './runtime.ts';

checkRuntime();
const { readSettings } = await import('../server/settings.ts');
const { settingsHelp } = await import('../server/settings-help.ts');

const words = process.argv.slice(2);
if (words.includes('--help')) {
  console.log(
    `npm run station -- --server http://SERVER:8080 --token TOKEN [settings]\nThe PC beside a kiosk: its scanner and printer, and the kiosk page on http://localhost:PORT/kiosk.\n\n${settingsHelp()}`,
  );
  process.exit(0);
}
const read = readSettings(words, process.env);
if (!read.ok) refuse(read.fault);
if (read.rest.length > 0) refuse(`${read.rest[0]}: no such setting; npm run station -- --help shows all`);
const { settings } = read;
if (!settings.server) refuse('SERVER: should be the address of the server, http://192.168.1.2:8080');
if (!settings.token)
  refuse('TOKEN: should be the token printed by npm run admin -- device add --role station --name N');

const root = process.env.TIEPDON_ROOT ?? process.cwd();
const { builtPages } = await import('./built-pages.ts');
const { runStation } = await import('./kiosk-pc.ts');
await runStation({ settings, server: settings.server, token: settings.token, pagesDir: builtPages(root) });
