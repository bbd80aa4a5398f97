import express, { type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { problem } from '../problem.ts';
import type { PrinterAnswer, PrinterSetup } from './printer-setup.ts';

const Nothing = z.strictObject({});
const Once = z.strictObject({ id: z.uuid() });
const Ticks = z.strictObject({
  letters: z.boolean(),
  edges: z.boolean(),
  code: z.boolean(),
  cut: z.boolean(),
});
/** The lengths that rolls are sold in. */
const Roll = z.strictObject({ metres: z.union([z.literal(30), z.literal(50), z.literal(80)]) });
/** An address without options: those are set one by one. */
const Place = z.strictObject({
  place: z
    .string()
    .min(5)
    .max(400)
    .regex(/^[^?&\s]+$/),
});
const Wish = z.strictObject({
  profile: z.string().max(60).optional(),
  mode: z.enum(['raster', 'hybrid', 'text', 'ascii']).optional(),
  cut: z.enum(['yes', 'none']).optional(),
  dots: z.int().min(320).max(640).optional(),
  baud: z.union([z.literal(9600), z.literal(19_200), z.literal(38_400), z.literal(115_200)]).optional(),
});
const Back = z.strictObject({ to: z.string().max(1_000) });
const Look = z.strictObject({ look: z.unknown() });

/**
 * The printer's page's side of the station: `GET /setup/printer/state` and `/setup/printer/picture/sheet`, and `POST`
 * to `/setup/printer/` with: `search`, `stop`, `pick {place}`, `ask`, `set {profile, mode, cut, dots, baud}`, `letters {id}`,
 * `letters-seen {right}`, `refine`, `drop`, `use`, `back {to}`, `sheet {id}`, `ticks`, `roll {metres}`, `recover`,
 * `look {look}`, each answered with the state; and `draw {look}`, answered with a picture or a fault.
 * Faults: those of the guard, 400 `bad-request`, 404 `no-such-picture`, 409 the name of a `PrinterFault`.
 * @param guard answers whoever is not at this machine
 */
export function printerRoutes(printer: PrinterSetup, guard: readonly RequestHandler[]): express.Router {
  const routes = express.Router();
  const show = async (response: Response): Promise<void> => {
    response.setHeader('cache-control', 'no-store');
    response.json(await printer.state());
  };
  const on = <T>(
    path: string,
    schema: z.ZodType<T>,
    act: (body: T) => PrinterAnswer | Promise<PrinterAnswer>,
  ): void =>
    void routes.post(`/setup/printer/${path}`, ...guard, async (request, response) => {
      const body = schema.safeParse(request.body);
      if (!body.success) return problem(response, 400, 'bad-request', '');
      const answer = await act(body.data);
      if (answer.ok) await show(response);
      else problem(response, 409, answer.fault, '');
    });
  routes.get('/setup/printer/state', ...guard, (_request, response) => show(response));
  routes.get('/setup/printer/picture/:name', ...guard, (request, response) => {
    const png = request.params.name === 'sheet' ? printer.sheetPicture() : null;
    if (png === null) return problem(response, 404, 'no-such-picture', '');
    response.setHeader('cache-control', 'no-store');
    response.type('png').end(Buffer.from(png));
  });
  routes.post('/setup/printer/draw', ...guard, (request, response) => {
    const body = Look.safeParse(request.body);
    if (body.success) response.json(printer.draw(body.data.look));
    else problem(response, 400, 'bad-request', '');
  });
  choosing(printer, on);
  trying(printer, on);
  return routes;
}

type On = <T>(
  path: string,
  schema: z.ZodType<T>,
  act: (body: T) => PrinterAnswer | Promise<PrinterAnswer>,
) => void;

function choosing(printer: PrinterSetup, on: On): void {
  on('search', Nothing, () => printer.search());
  on('stop', Nothing, () => printer.stopSearch());
  on('pick', Place, ({ place }) => printer.pick(place));
  on('ask', Nothing, () => printer.ask());
  on('set', Wish, (wish) => printer.set(wish));
  on('drop', Nothing, () => printer.drop());
  on('use', Nothing, () => printer.use());
  on('back', Back, ({ to }) => printer.goBack(to));
  on('look', Look, ({ look }) => printer.keepLook(look ?? null));
}

function trying(printer: PrinterSetup, on: On): void {
  on('sheet', Once, ({ id }) => printer.printSheet(id));
  on('ticks', Ticks, (ticks) => printer.judge(ticks));
  on('refine', Nothing, () => printer.refine());
  on('letters', Once, ({ id }) => printer.printLetters(id));
  on('letters-seen', z.strictObject({ right: z.boolean() }), ({ right }) => printer.judgeLetters(right));
  on('recover', Nothing, () => printer.recover());
  on('roll', Roll, async ({ metres }) => {
    await printer.changeRoll(metres);
    return { ok: true };
  });
}
