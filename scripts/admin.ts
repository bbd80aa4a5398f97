import { checkRuntime, refuse } from './runtime.ts';

checkRuntime();
const { readSettings, settingsHelp } = await import('../server/settings.ts');
const { adminCommands } = await import('./admin-command.ts');

const words = process.argv.slice(2);
const read = readSettings(words, process.env);
if (!read.ok) refuse(read.fault);
const [first = '', second = ''] = read.rest;
const name = [`${first} ${second}`.trim(), first].find((each) => Object.hasOwn(adminCommands, each));
if (!name || words.includes('--help')) {
  const lines = Object.entries(adminCommands).map(
    ([key, { usage, does }]) => `  ${`${key} ${usage}`.padEnd(78)} ${does}`,
  );
  console.log(`npm run admin -- COMMAND [settings]\n\n${lines.join('\n')}\n\nSettings:\n${settingsHelp()}`);
  process.exit(words.includes('--help') ? 0 : 1);
}
const { loadClinic } = await import('../server/clinic-store.ts');
const loaded = loadClinic(read.settings.clinic);
if (!loaded.ok) refuse(loaded.fault);
const { FromTheFuture, openDatabase } = await import('../server/log/database.ts');
const { join } = await import('node:path');
try {
  const db = openDatabase(join(read.settings.dataDir, 'tiepdon.sqlite'));
  const rest = read.rest.slice(name.split(' ').length);
  const code = await adminCommands[name]!.run({
    db,
    clinic: loaded.clinic,
    settings: read.settings,
    words: rest,
  });
  db.close();
  process.exit(code);
} catch (error) {
  if (error instanceof FromTheFuture) refuse(`DATA_DIR: ${error.message}`);
  throw error;
}
