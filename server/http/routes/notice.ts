import { isoLocal } from '../../../core/queue/local-time.ts';
import { isOver, type Notice } from '../../../core/queue/notice.ts';
import { NoticeAnswer, NoticeBody, NoticeList, PlainBody, SlideList } from '../../../core/wire/notice-api.ts';
import type { Device } from '../../devices/devices.ts';
import { freshName } from '../../fresh-name.ts';
import type { House } from '../../house.ts';
import { problem, problemOfFault } from '../problem.ts';
import { type Route, route } from '../route.ts';

/** Texts and pictures on the boards, for the supervisor's desk and other systems. */
export function noticeRoutes(house: House): Route[] {
  return [listRoute(house), setRoute(house), endRoute(house), slidesRoute(house)];
}

const isOneRoom = ({ role, room }: Device): boolean => role === 'console' && room !== null;
const notHere = () => problem('not-allowed', 'Chỉ bàn điều phối đổi được thông báo trên bảng.');

function shown({ clinic }: House, { id, text, from, until, boards }: Notice) {
  const iso = (at: number | null): string | null => (at === null ? null : isoLocal(at, clinic.timeZone));
  return { id, text, from: iso(from), until: iso(until), boards: boards && [...boards] };
}

function listRoute(house: House): Route {
  return route({
    method: 'get',
    path: '/notices',
    roles: ['console', 'api'],
    summary: 'Texts that hang on the boards now or will.',
    body: null,
    query: null,
    answers: { 200: NoticeList },
    run: () => {
      const standing = [...house.tail.day.notices.values()].filter((each) => !isOver(each, house.now()));
      return { status: 200, body: { notices: standing.map((each) => shown(house, each)) } };
    },
  });
}

function setRoute(house: House): Route {
  return route({
    method: 'post',
    path: '/notices',
    roles: ['console', 'api'],
    summary: 'Hang a text on the boards; it is cut to 200 letters. `boards` null: on all of them.',
    body: NoticeBody,
    query: null,
    answers: { 201: NoticeAnswer },
    run: ({ body, device }) => {
      if (isOneRoom(device)) return notHere();
      const { text, boards } = body;
      const at = (time: string | null): number | null => (time === null ? null : Date.parse(time));
      const id = freshName();
      return house.door.handle({
        request: { actor: device.id, requestId: body.requestId, body },
        command: { type: 'notice', notice: { id, text, from: at(body.from), until: at(body.until), boards } },
        person: null,
        answer: (_day, outcome) => ({
          status: 201,
          body: { notice: outcome.kind === 'notice' ? shown(house, outcome.notice) : null },
        }),
        refuse: problemOfFault,
      });
    },
  });
}

function endRoute(house: House): Route {
  return route({
    method: 'post',
    path: '/notices/{id}/end',
    roles: ['console', 'api'],
    summary: 'Take a text down from the boards.',
    body: PlainBody,
    query: null,
    answers: { 200: NoticeAnswer },
    run: ({ body, params, device }) => {
      if (isOneRoom(device)) return notHere();
      const notice = params.id!;
      return house.door.handle({
        request: { actor: device.id, requestId: body.requestId, body: { ...body, notice } },
        command: { type: 'end-notice', notice },
        person: null,
        answer: (_day, outcome) => ({
          status: 200,
          body: { notice: outcome.kind === 'notice' ? shown(house, outcome.notice) : null },
        }),
        refuse: problemOfFault,
      });
    },
  });
}

function slidesRoute(house: House): Route {
  return route({
    method: 'get',
    path: '/slides',
    roles: ['console', 'api'],
    summary:
      "Pictures in the data folder's `slides`, and the files there that are not shown, each with its reason.",
    body: null,
    query: null,
    answers: { 200: SlideList },
    run: async () => {
      await house.slides.look();
      return { status: 200, body: house.slides.list() };
    },
  });
}
