/** The long form of tests that `npm test` plays in short, each with what it does there. */
export const tortureTable: readonly { file: string; env: Record<string, string>; does: string }[] = [
  {
    file: 'test/durability/kill.test.ts',
    env: { TIEPDON_KILLS: '1000' },
    does: 'kills the server 1,000 times while it gives out 100,000 numbers (TIEPDON_SEED; an hour)',
  },
  {
    file: 'test/durability/power-cut.test.ts',
    env: { TIEPDON_POWER_NUMBERS: '500', TIEPDON_POWER_SHARE: '1' },
    does: 'cuts the power at every moment of 500 numbers: thousands of states of the disk (TIEPDON_SEED)',
  },
  {
    file: 'test/durability/start-check.test.ts',
    env: { TIEPDON_FLIPS: '400' },
    does: 'flips 400 bits in pages of each of six kinds (TIEPDON_SEED)',
  },
  {
    file: 'test/durability/nth-fault.test.ts',
    env: { TIEPDON_FAULT_POINTS: '1000' },
    does: 'lets each of some 200 writes and syncs of the database fail in turn, as a full or dying disk does (20 minutes)',
  },
  {
    file: 'test/visit/broken-lines.test.ts',
    env: { TIEPDON_CUT_STEP: '1' },
    does: 'cuts the line at every byte of a command and of its answer, 4,000 commands in all (TIEPDON_SEED)',
  },
  {
    file: 'test/offline/partitions.test.ts',
    env: { TIEPDON_CUTS: '200' },
    does: 'cuts the lines of five kiosks 200 times each at random moments (TIEPDON_SEED)',
  },
  {
    file: 'test/offline/model.test.ts',
    env: { TIEPDON_MODEL_RUNS: '20000' },
    does: 'plays 20,000 long lives of kiosks with restores, wipes and lost answers (TIEPDON_SEED)',
  },
  {
    file: 'test/visit/hospital-day.test.ts',
    env: { TIEPDON_TICKETS: '10000' },
    does: 'a hospital day of 10,000 tickets in forty rooms over HTTP',
  },
  {
    file: 'test/display/long-life.test.ts',
    env: { TIEPDON_CALLS: '20000', TIEPDON_SPOKEN: '10000' },
    does: '20,000 calls on a board and 10,000 announcements on a speaker page (half an hour)',
  },
  {
    file: 'test/printer-drivers/reading.test.ts',
    env: { TIEPDON_QR_CODES: '1000' },
    does: 'reads 1,000 QR codes off printed paper',
  },
  {
    file: 'test/sound/spoken-calls.test.ts',
    env: { TIEPDON_SPOKEN_CALLS: '1000' },
    does: 'hears 1,000 spoken calls out, word by word',
  },
  {
    file: 'test/sound/lossy.test.ts',
    env: { TIEPDON_LOSSY_CALLS: '30' },
    does: '180 more of them after codecs, in noise and in the echo of a hall',
  },
  {
    file: 'test/printer-drivers/long-day.test.ts',
    env: { TIEPDON_PAPERS: '10000' },
    does: 'prints 10,000 slips in a row',
  },
  {
    file: 'test/sound/morning.test.ts',
    does: 'a morning of an hour on boards and speakers with cut lines and restarts, recorded and held against the log',
    env: { TIEPDON_MORNING_MINUTES: '60' },
  },
  {
    file: 'test/visit/several-servers.test.ts',
    env: { TIEPDON_RUSH: '20000' },
    does: 'three servers on one PostgreSQL, killed and cut off at random during 20,000 check-ins and calls (TIEPDON_SEED)',
  },
  {
    file: 'test/visit/soak.test.ts',
    env: { TIEPDON_SOAK_TICKETS: '1000000' },
    does: '1,000,000 tickets over 200 business days in one process: memory at the end of each day (TIEPDON_SEED; hours)',
  },
];
