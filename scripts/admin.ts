import { checkRuntime, refuse } from './runtime.ts';

checkRuntime();
const { readSettings } = await import('../server/settings.ts');
const { settingsHelp } = await import('../server/settings-help.ts');
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
const { loadServersClinic } = await import('../server/clinic-store.ts');
const loaded = loadServersClinic(read.settings.clinic, read.settings.dataDir);
if (!loaded.ok) refuse(loaded.fault);
const { isBesideDatabase, withServersPlaces } = await import('../server/places.ts');
const settings = withServersPlaces(read.settings);
// Not refused: whoever leaves PostgreSQL restores into this very file.
if (isBesideDatabase(settings))
  console.error(
    'DATABASE_URL: the server of this DATA_DIR has its data in PostgreSQL; this command looks into the file of DATA_DIR instead. For the data of the server: DATABASE_URL=… npm run admin -- …',
  );
const { openAdminData } = await import('../server/admin-data.ts');
const { refuseData } = await import('./data-fault.ts');
const refused = refuseData(settings);
const { lockData } = await import('./data-lock.ts');
const take = (): (() => void) | null => {
  const lock = lockData(settings.dataDir, 'server.lock');
  return lock.ok ? lock.release : null;
};
const data = await openAdminData(settings, loaded.clinic, take).catch(refused);
const rest = read.rest.slice(name.split(' ').length);
const work = { data, clinic: loaded.clinic, settings, words: rest };
const code = await Promise.resolve(work).then(adminCommands[name]!.run).catch(refused);
await data.close();
process.exit(code);
