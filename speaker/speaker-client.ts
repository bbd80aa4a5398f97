import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Speaker } from '../core/speaker/speaker.ts';
import { openAudioShelf } from './audio-shelf.ts';
import { openHeardFile } from './heard-file.ts';
import { type HouseLine, type LineState, openHouseLine } from './house-line.ts';
import { openLifeSign } from './life-sign.ts';
import type { Output } from './output.ts';
import { openOutputChain } from './output-chain.ts';

const TICK_MS = 1_000;
const CACHE_BYTES = 200_000_000;
/** A sentence with its repeat of languages lasts at most fourteen seconds. */
const LAST_WORDS_MS = 17_000;

/** This run: a connection that takes the place of a dead one is known by it. */
const PAGE = randomUUID();

export type SpeakerClient = {
  /** Begins nothing any more, lets the sentence in the air end, and leaves. */
  close(): Promise<void>;
};

type Options = {
  server: string;
  token: string;
  /** The speaker's id, which is the name of its device. */
  name: string;
  outputs: readonly Output[];
  gainDb: number;
  /** Where sounds and what was heard are kept. */
  dir: string;
  note: (event: object) => void;
};

/** A speaker without a browser: the same rules as the page, other ways to the air. */
export function openSpeakerClient(options: Options): SpeakerClient {
  const { server, name, outputs, gainDb, dir, note } = options;
  let leaving = false;
  let speaking = false;
  const heard = openHeardFile(join(dir, `heard-${name}.json`));
  const player = openOutputChain({
    shelf: openAudioShelf({ server, dir: join(dir, 'audio'), capBytes: CACHE_BYTES }),
    outputs,
    gainDb,
    mayStart: () => !leaving && line.knowsTime(),
    elapsed: () => performance.now(),
    note,
  });
  const speaker = new Speaker({
    player,
    now: () => line.now(),
    ack(ack) {
      line.emit('ack', ack);
      note({ event: 'ack', ...ack });
    },
    heard: heard.read(),
    keep: (kept) => heard.write(kept),
    onSpeaking(message) {
      speaking = message !== null;
    },
    wait,
  });
  const line = joinHouse(options, speaker);
  const ticking = setInterval(() => speaker.pump(), TICK_MS);
  const stopSigns = openLifeSign(line);
  return {
    async close() {
      leaving = true;
      for (let waited = 0; speaking && waited < LAST_WORDS_MS; waited += 50) await wait(50);
      clearInterval(ticking);
      stopSigns();
      line.stop();
      await Promise.all(outputs.map((output) => output.close()));
    },
  };
}

function joinHouse({ server, token, name, note }: Options, speaker: Speaker): HouseLine {
  let state: LineState | null = null;
  const line = openHouseLine({
    server,
    token,
    view: name,
    words: {
      announce(message) {
        if (message.zone === name) speaker.hear(message);
      },
      withdraw: ({ callId }) => speaker.withdraw(callId),
      turn: (turn) => speaker.takeTurn(turn),
      cut: ({ id }) => speaker.cut(id),
      lease: (lease) => note({ event: 'lease', ...lease }),
    },
    onState(now) {
      if (now === 'connected') line.emit('sound', { state: 'running', page: PAGE });
      if (now !== state) note({ event: 'house', state: now });
      state = now;
    },
  });
  return line;
}

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
