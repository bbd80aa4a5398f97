import type { Clinic } from '../../core/queue/clinic-file.ts';
import { type CallStyle, sayStyledCall } from '../../core/queue/words/call-sentence.ts';
import { calledRoom } from '../../core/queue/words/called-room.ts';
import type { Announcer } from './announcement.ts';

/** A call of a made-up number into the first room of the first speaker, as it would sound now; null: nothing does. */
export async function sampleCall(
  clinic: Clinic,
  style: CallStyle,
  announcer: Announcer,
): Promise<Buffer | null> {
  const [speaker] = clinic.speakers;
  const room = clinic.rooms.find(({ id }) => id === speaker?.rooms[0]) ?? clinic.rooms[0]!;
  const series = clinic.services.find(({ id }) => id === room.services[0])?.series ?? 'A';
  const region = speaker?.region ?? 'north';
  const said = sayStyledCall(style, {
    ...{ code: `${series}105`, room: calledRoom(room.label.vi), lang: 'vi', region },
    ...{ priority: false, recall: false },
  });
  const made = await announcer.render({
    sentences: said.ok ? [said] : [],
    voice: { region, timbre: 'female' },
    leadMs: 0,
    chime: 'normal',
  });
  const audio = made.ok ? await announcer.readAudio(made.sha256) : null;
  return audio?.ok ? audio.bytes : null;
}
