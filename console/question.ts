import type { DeskState, DeskTicket } from '../core/queue/desk-view.ts';
import type { PriorityClass } from '../core/queue/line-class.ts';
import type { Desk } from './desk.ts';
import { classWords } from './desk-words.ts';
import type { Asking } from './panel.ts';
import { orderTargets, pageCount, pageOf, type ServiceName, transferTargets } from './service-choice.ts';

/** One numbered answer. `chosen` null: it is done at once; else it is gathered until the question is confirmed. */
export type Choice = {
  readonly key: string;
  readonly words: string;
  readonly chosen: boolean | null;
  readonly take: (at: number) => void;
};

/** A question as it stands in the panel; `at` of every press in ms of the page. */
export type Question = {
  readonly title: string;
  /** At most nine, by the digits 1 to 9. */
  readonly choices: readonly Choice[];
  /** Turns the page, by 0; null: there is one page. */
  readonly more: (() => void) | null;
  readonly confirm: { readonly words: string; readonly take: ((at: number) => void) | null } | null;
  /** Another answer, typed. */
  readonly free: { readonly words: string; readonly take: (text: string, at: number) => void } | null;
  /** A switch beside the answers. */
  readonly option: { readonly words: string; readonly on: boolean; readonly flip: () => void } | null;
};

const nothingElse = { more: null, confirm: null, free: null, option: null } as const;
type Of<At extends Asking['at']> = Extract<Asking, { at: At }>;

/** The question that stands open at the desk; null when there is none. */
export function questionOf(desk: Desk): Question | null {
  const panel = desk.panel.value;
  const state = desk.state.value;
  if (!state) return null;
  switch (panel.at) {
    case 'transfer':
      return transferQuestion(desk, state, panel);
    case 'order':
      return orderQuestion(desk, state, panel);
    case 'away':
      return awayQuestion(desk, panel.ticket);
    case 'cancel':
      return cancelQuestion(desk, panel.ticket);
    case 'priority':
      return panel.to === null ? classQuestion(desk, panel) : reasonQuestion(desk, panel.ticket, panel.to);
    case 'pause':
      return pauseQuestion(desk);
    case 'invite':
      return inviteQuestion(desk, state);
    default:
      return null;
  }
}

/** Answers that are done at once, their words being what is sent. */
function plainChoices(list: readonly string[], take: (words: string, at: number) => void): Choice[] {
  return list.map((words) => ({ key: words, words, chosen: null, take: (at) => take(words, at) }));
}

function turn(desk: Desk, panel: Of<'transfer' | 'order'>, pages: number): (() => void) | null {
  if (pages < 2) return null;
  return () => {
    desk.panel.value = { ...panel, page: (panel.page + 1) % pages };
  };
}

function transferQuestion(desk: Desk, state: DeskState, panel: Of<'transfer'>): Question {
  const { ticket, page } = panel;
  const targets = transferTargets(state.services, ticket.steps);
  return {
    ...nothingElse,
    title: `Chuyển ${ticket.code} đến`,
    choices: pageOf(targets, page).map(({ id, name }) => ({
      key: id,
      words: name,
      chosen: null,
      take: (at) => void desk.move('transfer', ticket, { service: id }, at),
    })),
    more: turn(desk, panel, pageCount(targets.length)),
  };
}

function orderQuestion(desk: Desk, state: DeskState, panel: Of<'order'>): Question {
  const { ticket, page, chosen, back } = panel;
  const targets = orderTargets(state.services, ticket.steps);
  const inRoom = ticket.room === desk.room && (ticket.state === 'called' || ticket.state === 'serving');
  const send = (at: number) => void desk.move('order', ticket, { services: chosen, back }, at);
  return {
    ...nothingElse,
    title: `Chỉ định cho ${ticket.code}`,
    choices: pageOf(targets, page).map((service) => orderChoice(desk, panel, service)),
    more: turn(desk, panel, pageCount(targets.length)),
    confirm: { words: `Chỉ định ${chosen.length} dịch vụ`, take: chosen.length > 0 ? send : null },
    option: inRoom
      ? {
          words: 'rồi quay lại phòng này',
          on: back,
          flip: () => {
            desk.panel.value = { ...panel, back: !back };
          },
        }
      : null,
  };
}

/** More services than the server takes in one order. */
const MOST_ORDERED = 8;

function orderChoice(desk: Desk, panel: Of<'order'>, { id, name }: ServiceName): Choice {
  const { chosen } = panel;
  const on = chosen.includes(id);
  return {
    key: id,
    words: name,
    chosen: on,
    take: () => {
      if (!on && chosen.length >= MOST_ORDERED) return desk.say('Nhiều nhất 8 dịch vụ một lần');
      desk.panel.value = { ...panel, chosen: on ? chosen.filter((each) => each !== id) : [...chosen, id] };
    },
  };
}

const awayMinutes: readonly (readonly [words: string, minutes: number | null])[] = [
  ['15 phút', 15],
  ['30 phút', 30],
  ['60 phút', 60],
  ['Đến khi báo lại', null],
];

function awayQuestion(desk: Desk, ticket: DeskTicket): Question {
  return {
    ...nothingElse,
    title: `${ticket.code} tạm vắng bao lâu?`,
    choices: awayMinutes.map(([words, minutes]) => ({
      key: words,
      words,
      chosen: null,
      take: (at) => void desk.move('away', ticket, { minutes, reason: null }, at),
    })),
  };
}

const cancelReasons = ['Người bệnh xin về', 'Lấy nhầm dịch vụ', 'Lấy trùng số', 'Đã khám nơi khác'];

function cancelQuestion(desk: Desk, ticket: DeskTicket): Question {
  const cancel = (reason: string, at: number) => void desk.move('cancel', ticket, { reason }, at);
  return {
    ...nothingElse,
    title: `Hủy ${ticket.code} vì sao?`,
    choices: plainChoices(cancelReasons, cancel),
    free: { words: 'Lý do khác', take: cancel },
  };
}

const classes: readonly PriorityClass[] = ['urgent', 'priority', 'appointment', 'normal'];

function classQuestion(desk: Desk, panel: Of<'priority'>): Question {
  const { ticket } = panel;
  return {
    ...nothingElse,
    title: `Mức ưu tiên của ${ticket.code}`,
    choices: classes
      .filter((each) => each !== ticket.priority)
      .map((to) => ({
        key: to,
        words: classWords[to],
        chosen: null,
        take: () => {
          desk.panel.value = { ...panel, to };
        },
      })),
  };
}

const priorityReasons: { readonly [to in PriorityClass]: readonly string[] } = {
  urgent: ['Khó thở, đau ngực', 'Co giật, ngất', 'Sốt cao trẻ nhỏ', 'Chảy máu', 'Bác sĩ chỉ định'],
  priority: [
    'Đã xem giấy tờ',
    'Từ 75 tuổi',
    'Dưới 6 tuổi',
    'Mang thai',
    'Khuyết tật nặng',
    'Người có công',
    'Yếu mệt, đau nhiều',
    'Bác sĩ chỉ định',
  ],
  appointment: ['Có giấy hẹn', 'Hẹn qua điện thoại', 'Bác sĩ hẹn lại'],
  normal: ['Không có giấy tờ', 'Khai nhầm', 'Đã ổn định'],
};

function reasonQuestion(desk: Desk, ticket: DeskTicket, to: PriorityClass): Question {
  const change = (reason: string, at: number) =>
    void desk.move('priority', ticket, { priority: to, reason }, at);
  return {
    ...nothingElse,
    title: `${ticket.code} thành ${classWords[to]} vì sao?`,
    choices: plainChoices(priorityReasons[to], change),
    free: { words: 'Lý do khác', take: change },
  };
}

const pauseReasons = ['Nghỉ trưa', 'Cấp cứu', 'Họp, giao ban', 'Thủ thuật', 'Ra ngoài ít phút'];

function pauseQuestion(desk: Desk): Question {
  const pause = (reason: string, at: number) => void desk.setRoom('paused', reason, at);
  const shut: Choice = {
    key: 'closed',
    words: 'Đóng phòng đến hết buổi',
    chosen: null,
    take: (at) => void desk.setRoom('closed', null, at),
  };
  return {
    ...nothingElse,
    title: 'Tạm nghỉ vì sao?',
    choices: [...plainChoices(pauseReasons, pause), shut],
    free: { words: 'Lý do khác', take: pause },
  };
}

const inviteCounts = [10, 5, 20, 30, 50];

function inviteQuestion(desk: Desk, state: DeskState): Question {
  return {
    ...nothingElse,
    title: `Mời bao nhiêu số đến gần? (${state.waiting} đang chờ)`,
    choices: inviteCounts.map((count) => ({
      key: String(count),
      words: `${count} số`,
      chosen: null,
      take: (at) => void desk.invite(count, at),
    })),
  };
}
