import { z } from 'zod';
import { ruleOf } from '../../../core/queue/day.ts';
import { ruleWords } from '../../../core/queue/rule-words.ts';
import { RequestId, RuleBody, type RulesAnswer, RulesAnswer as RulesSchema } from '../../../core/wire/api.ts';
import type { Device } from '../../devices/devices.ts';
import type { House } from '../../house.ts';
import { problem, problemOfFault } from '../problem.ts';
import { type Route, route } from '../route.ts';

/** What is decided for the whole house: the rules of its services, and a new day after a jump of the clock. */
export function supervisionRoutes(house: House): Route[] {
  return [rulesRoute(house), ruleRoute(house), dayRoute(house)];
}

const isOneRoom = ({ role, room }: Device): boolean => role === 'console' && room !== null;

function rulesRoute(house: House): Route {
  return route({
    method: 'get',
    path: '/rules',
    roles: 'anyone',
    summary: 'The rule of each service in plain words, as it hangs on the wall.',
    body: null,
    query: null,
    answers: { 200: RulesSchema },
    run: () => {
      const { clinic, tail } = house;
      const body: RulesAnswer = {
        facility: clinic.name,
        services: clinic.services.map((service) => {
          const { version, ...rule } = ruleOf(tail.day, service.id);
          return {
            id: service.id,
            name: service.name.vi,
            series: service.series,
            policy: rule.policy,
            words: ruleWords({ ...rule, version }, service),
            rule,
            changed: tail.day.rules.has(service.id),
            lateMinutes: service.appointments.lateMinutes,
          };
        }),
      };
      return { status: 200, body };
    },
  });
}

function ruleRoute(house: House): Route {
  return route({
    method: 'post',
    path: '/services/{service}/rule',
    roles: ['console', 'api'],
    summary: 'By which rule the next of a service is chosen from now on; null for that of the clinic file.',
    body: RuleBody,
    query: null,
    answers: { 200: z.object({}) },
    run: ({ body, params, device }) => {
      if (isOneRoom(device)) return problem('not-allowed', 'Chỉ bàn điều phối đổi được quy tắc gọi.');
      const service = params.service!;
      return house.door.handle({
        request: { actor: device.id, requestId: body.requestId, body: { ...body, service } },
        command: { type: 'rule', service, rule: body.rule },
        person: null,
        answer: () => ({ status: 200, body: {} }),
        refuse: problemOfFault,
      });
    },
  });
}

function dayRoute(house: House): Route {
  return route({
    method: 'post',
    path: '/day',
    roles: ['console', 'api'],
    summary: "The machine's clock jumped and is right: go on by its time, into a new day if it says so.",
    body: z.strictObject({ requestId: RequestId }),
    query: null,
    answers: { 200: z.object({ businessDay: z.string() }) },
    run: ({ body, device }) => {
      if (isOneRoom(device)) return problem('not-allowed', 'Chỉ bàn điều phối sang được ngày mới.');
      house.clock?.confirm();
      return house.door.handle({
        request: { actor: device.id, requestId: body.requestId, body },
        command: { type: 'turn-day' },
        person: null,
        answer: (day) => ({ status: 200, body: { businessDay: day.businessDay ?? '' } }),
        refuse: problemOfFault,
      });
    },
  });
}
