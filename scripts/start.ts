import { checkRuntime, refuse } from './runtime.ts';

checkRuntime();
const { readSettings } = await import('../server/settings.ts');
const { settingsHelp } = await import('../server/settings-help.ts');

const words = process.argv.slice(2);
if (words.includes('--help')) {
  console.log(`npm start -- [settings]\nRuns server and station in one process.\n\n${settingsHelp()}`);
  process.exit(0);
}
const read = readSettings(words, process.env);
if (!read.ok) refuse(read.fault);
if (read.rest.length > 0) refuse(`${read.rest[0]}: no such setting; npm start -- --help shows all`);
const { settings } = read;
if (settings.server || settings.token) refuse('SERVER, TOKEN: only for npm run station');
if (settings.speed !== 1 && !settings.demo) refuse('SPEED: only with --demo');
const { lockData, lockFault } = await import('./data-lock.ts');
const lock = lockData(settings.dataDir, 'server.lock');
if (!lock.ok) refuse(lockFault(settings.dataDir, lock.pid, 'server'));
process.on('exit', lock.release);
const { canBePlayed, inTraining, prepareDemo } = await import('./demo-clinic.ts');
const inTheWay = settings.demo ? prepareDemo(settings) : null;
if (inTheWay) refuse(inTheWay);
const { keepClinic, loadServersClinic } = await import('../server/clinic-store.ts');
const loaded = loadServersClinic(settings.clinic, settings.dataDir);
if (!loaded.ok) refuse(loaded.fault);
if (settings.demo && !canBePlayed(loaded.clinic))
  refuse(
    `${settings.clinic}: services: should be one at which a kiosk visit can begin, and its room, for --demo`,
  );
const { notePlaces } = await import('../server/places.ts');
// Before the look at the data: a start that is refused names admin commands.
notePlaces(settings);
const { checkStart } = await import('../server/log/start-check.ts');
const { WrongKey } = await import('../server/people/keys.ts');
const checked = await checkStart(settings, loaded.clinic.site, lock.unclean).catch((error: unknown) => {
  if (error instanceof WrongKey) refuse(`KEY_FILE: ${error.message}`);
  throw error;
});
if (checked.report.length > 0) console.log(`\n${checked.report.join('\n')}\n`);
if (!checked.ok) refuse(checked.why);
keepClinic(settings.clinic, settings.dataDir);

const root = process.env.TIEPDON_ROOT ?? process.cwd();
const { builtPages } = await import('./built-pages.ts');
const pagesDir = builtPages(root);
const { providePrograms } = await import('./debian-packages.ts');
const withoutVoice = providePrograms(['espeak-ng']).length > 0;
const { runOnePc } = await import('./one-pc.ts');
await runOnePc({
  settings,
  clinic: settings.demo ? inTraining(loaded.clinic) : loaded.clinic,
  clinicCreated: loaded.created,
  pagesDir,
  withoutVoice,
});
