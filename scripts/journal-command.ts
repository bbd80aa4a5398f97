import { readFileSync } from 'node:fs';
import type { Clinic } from '../core/queue/clinic-file.ts';
import { takeJournal } from '../server/offline/take-journal.ts';
import type { Settings } from '../server/settings.ts';
import { openStores } from '../server/stores.ts';

/**
 * `journal take FILE`: numbers that a kiosk gave out and can no longer hand in itself. Needs the key file, as what
 * the cards said is sealed. Returns the exit code: 0 when every number of the file is in the house.
 */
export async function takeJournalFile(work: {
  clinic: Clinic;
  settings: Settings;
  words: readonly string[];
}): Promise<number> {
  const { clinic, settings, words } = work;
  const [file] = words;
  let text: string;
  try {
    text = readFileSync(file ?? '', 'utf8');
  } catch {
    console.error('tiepdon: journal take: should be followed by a journal file of a station');
    return 1;
  }
  const stores = await openStores(settings, clinic.site, Date.now);
  try {
    const { ok, lines } = await takeJournal(stores, clinic, text, Date.now);
    for (const line of lines) console.log(line);
    return ok ? 0 : 1;
  } finally {
    await stores.log.close();
  }
}
