import { z } from 'zod';
import type { Command } from '../../../core/queue/command.ts';
import { isoLocal } from '../../../core/queue/local-time.ts';
import { MuteBody, SpeakerListAnswer, TestBody } from '../../../core/wire/speaker-api.ts';
import type { Device } from '../../devices/devices.ts';
import { freshName } from '../../fresh-name.ts';
import type { House } from '../../house.ts';
import { type HttpAnswer, problem, problemOfFault } from '../problem.ts';
import { type Route, route } from '../route.ts';

/** Speakers: how each speaks, one to be heard, one to be silent for a while. The supervisor and other systems. */
export function speakerRoutes(house: House): Route[] {
  return [listRoute(house), testRoute(house), muteRoute(house)];
}

const isOneRoom = ({ role, room }: Device): boolean => role === 'console' && room !== null;
const notHere = (): HttpAnswer => problem('not-allowed', 'Chỉ bàn điều phối thử và tắt được loa.');

function listRoute(house: House): Route {
  return route({
    method: 'get',
    path: '/speakers',
    roles: ['console', 'api'],
    summary: 'Every speaker: state, what waits, when it was last heard, which engine speaks, its last test.',
    body: null,
    query: null,
    answers: { 200: SpeakerListAnswer },
    run: ({ device }) => {
      if (isOneRoom(device)) return notHere();
      const iso = (at: number | null): string | null =>
        at === null ? null : isoLocal(at, house.clinic.timeZone);
      const speakers = house.announcements.health().map(({ id, rooms, state, reason, pages, ...more }) => ({
        ...{ id, rooms, state, reason, pages },
        heardAt: iso(more.heardAt),
        waiting: more.waiting,
        engine: more.engine,
        mutedUntil: iso(more.muted?.until ?? null),
        backup: more.backup,
        test: more.test && { ...more.test, at: iso(more.test.at) },
      }));
      return { status: 200, body: { speakers } };
    },
  });
}

type Ask = { device: Device; body: { requestId: string }; speaker: string; command: Command; answer: object };

async function ask(house: House, { device, body, speaker, command, answer }: Ask): Promise<HttpAnswer> {
  if (isOneRoom(device)) return notHere();
  return house.door.handle({
    request: { actor: device.id, requestId: body.requestId, body: { ...body, speaker, act: command.type } },
    command,
    person: null,
    answer: () => ({ status: 200, body: answer }),
    refuse: problemOfFault,
  });
}

function testRoute(house: House): Route {
  return route({
    method: 'post',
    path: '/speakers/{speaker}/test',
    roles: ['console', 'api'],
    summary: 'Let a speaker say its test sentence; what became of it stands in the list of speakers.',
    body: TestBody,
    query: null,
    answers: { 200: z.object({ callId: z.string() }) },
    run: ({ body, params, device }) => {
      const speaker = params.speaker!;
      const call = freshName();
      const command: Command = { type: 'test-speaker', speaker, call };
      return ask(house, { device, body, speaker, command, answer: { callId: call } });
    },
  });
}

function muteRoute(house: House): Route {
  return route({
    method: 'post',
    path: '/speakers/{speaker}/mute',
    roles: ['console', 'api'],
    summary: 'Switch a speaker off for some minutes, with a reason; null: on again. It comes back by itself.',
    body: MuteBody,
    query: null,
    answers: { 200: z.object({}) },
    run: ({ body, params, device }) => {
      const speaker = params.speaker!;
      const { minutes, reason } = body;
      return ask(house, {
        device,
        body,
        speaker,
        command: { type: 'mute', speaker, minutes, reason },
        answer: {},
      });
    },
  });
}
