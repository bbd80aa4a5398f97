import type { Ending } from '../core/speaker/player.ts';
import { buildWave } from '../core/speaker/wave.ts';
import { openCutSwitch } from './cut-switch.ts';
import type { Credentials } from './digest.ts';
import { type DeviceAnswer, type DeviceHttp, openDeviceHttp } from './digest-http.ts';
import type { Output } from './output.ts';
import { type Pcm, secondsOf } from './pcm.ts';
import { resampled } from './telephone-sound.ts';

export type AxisTarget = {
  /** `http://10.0.0.9`, the only address that is ever spoken to. */
  origin: string;
  /** Further arguments of `action=play`: `volume`, `audiodeviceid`, `audiooutputid`. */
  playOptions: Readonly<Record<string, string>>;
  credentials: Credentials | null;
};

/** Clips of ours at one time; a device holds ten in all, the hospital's own among them. */
const OWN_CLIPS = 3;
const CLIP_NAME = 'tiepdon';
/** Every sample rate that such devices name is a multiple of 8 kHz; 16 kHz keeps all that speech needs. */
const RATE = 16_000;
const CGI = '/axis-cgi/mediaclip.cgi';
const UPLOAD_MS = 8_000;
const ANSWER_MS = 3_000;

/**
 * A network loudspeaker with the media clip interface of VAPIX (developer.axis.com, "Media clip API"): each sound is
 * uploaded as a clip while its turn has not come, played by its number, and removed when room is needed. The device
 * does not tell when it ends, so the sound's own length is waited out.
 */
export function openAxisOutput(target: AxisTarget, note: (event: object) => void): Output {
  const http = openDeviceHttp({ origin: target.origin, credentials: target.credentials });
  const clips = openClips(http);
  const name = `axis:${target.origin}`;
  const order = openCutSwitch();
  const stop = (): Promise<DeviceAnswer> => http.get(`${CGI}?action=stop`, ANSWER_MS);
  const waitOut = (sound: Pcm): Promise<Ending> =>
    new Promise((done) => {
      const timer = setTimeout(() => done('heard'), 1000 * secondsOf(sound));
      order.whenCut(() => {
        clearTimeout(timer);
        void stop().then(() => done('cut'));
      });
    });
  const play = async (sound: Pcm): Promise<Ending> => {
    const clip = await clips.of(sound);
    if (order.isCut()) return 'cut';
    if (clip === null) return 'device';
    const options = new URLSearchParams({ action: 'play', clip: String(clip), ...target.playOptions });
    const answer = await http.get(`${CGI}?${options}`, ANSWER_MS);
    if (said(answer, 'playing') !== null) return waitOut(sound);
    note({ event: 'axis', output: name, fault: answer.ok ? 'answer' : answer.fault });
    clips.forget(sound);
    // It may have begun after all; another speaker is about to say the same.
    await stop();
    return answer.ok || answer.fault !== 'late' ? 'device' : 'stalled';
  };
  return {
    name,
    prepare: (sound) => void clips.of(sound),
    async play(sound) {
      order.begin();
      const ending = await play(sound);
      order.end();
      return ending;
    },
    cut: () => order.cut(),
    async close() {
      await clips.removeAll();
    },
  };
}

type Clips = {
  /** The number of the clip with this sound, uploaded if it is not there; null when the device does not take it. */
  of(sound: Pcm): Promise<number | null>;
  forget(sound: Pcm): void;
  removeAll(): Promise<void>;
};

/** Our clips on the device, one request after another: two uploads at once would both take the last place. */
function openClips(http: DeviceHttp): Clips {
  /** By the key of the sound, least recently used first. */
  const held = new Map<string, number>();
  let swept = false;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work, work);
    last = done.catch(() => undefined);
    return done;
  };
  const remove = async (clip: number): Promise<void> => {
    await http.get(`${CGI}?action=remove&clip=${clip}`, ANSWER_MS);
  };
  /** What an earlier run left behind when its machine lost power. */
  const sweep = async (): Promise<void> => {
    const list = await http.get('/axis-cgi/param.cgi?action=list&group=MediaClip', ANSWER_MS);
    if (!list.ok) return;
    swept = true;
    for (const [, clip] of list.text.matchAll(new RegExp(`MediaClip\\.M(\\d+)\\.Name=${CLIP_NAME}\\b`, 'g')))
      await remove(Number(clip));
  };
  const upload = async (sound: Pcm): Promise<number | null> => {
    const known = held.get(sound.key);
    if (known !== undefined) {
      held.delete(sound.key);
      held.set(sound.key, known);
      return known;
    }
    if (!swept) await sweep();
    for (const [key, clip] of [...held].slice(0, Math.max(0, held.size + 1 - OWN_CLIPS))) {
      held.delete(key);
      await remove(clip);
    }
    const query = new URLSearchParams({ action: 'upload', media: 'audio', name: CLIP_NAME });
    const clip = said(await http.post(`${CGI}?${query}`, formOf(sound), UPLOAD_MS), 'uploaded');
    if (clip !== null) held.set(sound.key, clip);
    return clip;
  };
  return {
    of: (sound) => inTurn(() => upload(sound)),
    forget: (sound) => void held.delete(sound.key),
    removeAll: () =>
      inTurn(async () => {
        for (const clip of held.values()) await remove(clip);
        held.clear();
      }),
  };
}

function formOf(sound: Pcm): FormData {
  const form = new FormData();
  const wave = buildWave(resampled(sound, RATE), RATE);
  form.append('file', new Blob([wave.slice()], { type: 'audio/wav' }), `${CLIP_NAME}.wav`);
  return form;
}

/** The number in an answer such as `OK` and `playing=3` on the next line. */
function said(answer: DeviceAnswer, word: 'playing' | 'uploaded'): number | null {
  const found = answer.ok ? new RegExp(`^OK\\s+${word}=(\\d+)`).exec(answer.text.trim()) : null;
  return found ? Number(found[1]) : null;
}
