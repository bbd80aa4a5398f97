import express, { type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { problem } from '../problem.ts';
import type { PrinterAnswer, PrinterSetup } from './printer-setup.ts';

const Sheet = z.strictObject({ id: z.uuid() });
const Ticks = z.strictObject({
  letters: z.boolean(),
  edges: z.boolean(),
  code: z.boolean(),
  cut: z.boolean(),
});
/** The lengths that rolls are sold in. */
const Roll = z.strictObject({ metres: z.union([z.literal(30), z.literal(50), z.literal(80)]) });

/**
 * The printer's page's side of the station: `GET /setup/printer/state` and `/setup/printer/picture/{name}`, and
 * `POST` to `/setup/printer/sheet {id}`, `/ticks {letters, edges, code, cut}`, `/roll {metres}` and `/recover`,
 * each answered with the state. Faults: those of the guard, 400 `bad-request`, 404 `no-such-picture`,
 * 409 `no-paper`, `printing`, `no-sheet`, `not-recoverable`.
 * @param guard answers whoever is not at this machine
 */
export function printerRoutes(printer: PrinterSetup, guard: readonly RequestHandler[]): express.Router {
  const routes = express.Router();
  const show = (response: Response): void => {
    response.setHeader('cache-control', 'no-store');
    response.json(printer.state());
  };
  const granted = (response: Response, answer: PrinterAnswer): void =>
    answer.ok ? show(response) : problem(response, 409, answer.fault, '');
  const takes =
    <T>(schema: z.ZodType<T>, act: (body: T) => PrinterAnswer | Promise<PrinterAnswer>): RequestHandler =>
    async (request, response) => {
      const body = schema.safeParse(request.body);
      if (body.success) granted(response, await act(body.data));
      else problem(response, 400, 'bad-request', '');
    };
  routes.get('/setup/printer/state', ...guard, (_request, response) => show(response));
  routes.get('/setup/printer/picture/:name', ...guard, (request, response) => {
    const png = printer.picture(String(request.params.name));
    if (png === null) return problem(response, 404, 'no-such-picture', '');
    response.setHeader('cache-control', 'no-store');
    response.type('png').end(Buffer.from(png));
  });
  const post = (path: string, handler: RequestHandler): void =>
    void routes.post(`/setup/printer/${path}`, ...guard, handler);
  post(
    'sheet',
    takes(Sheet, ({ id }) => printer.printSheet(id)),
  );
  post(
    'ticks',
    takes(Ticks, (ticks) => printer.judge(ticks)),
  );
  post(
    'roll',
    takes(Roll, async ({ metres }) => {
      await printer.changeRoll(metres);
      return { ok: true };
    }),
  );
  post(
    'recover',
    takes(z.strictObject({}), () => printer.recover()),
  );
  return routes;
}
