import { join } from 'node:path';
import pino from 'pino';
import type { Output } from '../speaker/output.ts';
import { readOutput } from '../speaker/output-words.ts';
import { readPasswords } from '../speaker/password-file.ts';
import { openSpeakerClient } from '../speaker/speaker-client.ts';
import { whoAmI } from '../speaker/who-am-i.ts';
import { leaveOnSignal } from './leave.ts';
import { checkRuntime, refuse } from './runtime.ts';

checkRuntime();
const { readSettings } = await import('../server/settings.ts');
const { settingsHelp } = await import('../server/settings-help.ts');

const words = process.argv.slice(2);
if (words.includes('--help')) {
  console.log(
    `npm run speaker -- --server http://SERVER:8080 --token TOKEN --device NAME [--backup-device NAME]\nA loudspeaker without a browser: a sound card of this PC (aplay -L shows the names), a multicast group, or a\nloudspeaker on the network.\n\n${settingsHelp()}`,
  );
  process.exit(0);
}
const read = readSettings(words, process.env);
if (!read.ok) refuse(read.fault);
if (read.rest.length > 0) refuse(`${read.rest[0]}: no such setting; npm run speaker -- --help shows all`);
const { settings } = read;
const { server, token } = settings;
if (!server) refuse('SERVER: should be the address of the server, http://192.168.1.2:8080');
if (!token)
  refuse('TOKEN: should be the token printed by npm run admin -- device add --role speaker --name N');

const log = pino({ level: settings.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
const note = (event: object): void => log.info(event);
const users = settings.devicePasswords === null ? null : readPasswords(settings.devicePasswords);
if (users && !users.ok) refuse(`DEVICE_PASSWORDS: should be ${users.should}`);
const passwords = users?.passwords ?? new Map();
const outputs = [...opened('DEVICE', settings.device), ...opened('BACKUP_DEVICE', settings.backupDevice)];

const leaving = new AbortController();
let client: { close(): Promise<void> } | null = null;
/** A sentence in the air is spoken to its end. */
const LEAVE_WITHIN_MS = 20_000;
leaveOnSignal(async () => {
  leaving.abort();
  await client?.close();
}, LEAVE_WITHIN_MS);

const name = await whoAmI({ server, token, note, signal: leaving.signal });
if (name !== null) {
  const dir = join(settings.dataDir, 'speaker');
  client = openSpeakerClient({ server, token, name, outputs, gainDb: settings.gainDb, dir, note });
  note({ event: 'speaker', name, outputs: outputs.map((output) => output.name) });
}

function opened(key: string, words: string | null): Output[] {
  if (words === null) return [];
  const output = readOutput(words, { passwords, note });
  if (!output.ok) refuse(`${key}: should be ${output.should}`);
  return [output.output];
}
