import express, { type Request } from 'express';
import { waitingFor } from '../../core/queue/day.ts';
import type { House } from '../house.ts';
import { countHealth, countPrinters, countScreens, countStationClocks, countStations } from '../metrics.ts';
import { isLoopback } from './connection-cap.ts';
import { problem } from './problem.ts';
import { send } from './send.ts';
import { tokenOf } from './token.ts';

/**
 * Liveness and readiness for anyone (a load balancer, a watchful colleague): of what is not ready the name and no
 * more. The detail and all figures in `/metrics`, for this machine and devices of the role `api`.
 */
export function monitoring(house: House): express.Router {
  const app = express.Router();
  app.get('/health/live', (_request, response) => void response.json({ status: 'live' }));
  app.get('/health/ready', async (_request, response) => {
    const missing = await house.health.missing();
    response.setHeader('cache-control', 'no-store');
    if (missing.length === 0) response.json({ status: 'ready' });
    else response.status(503).json({ status: 'not-ready', missing });
  });
  app.get('/metrics', async (request, response) => {
    const device = await house.devices.byToken(tokenOf(request));
    if (!isLocal(request) && device?.role !== 'api')
      return send(response, problem(device ? 'not-allowed' : 'not-enrolled', ''));
    await count(house);
    const { registry } = house.metrics;
    response.type(registry.contentType).send(await registry.metrics());
  });
  return app;
}

/** Somebody on this machine, and not a proxy here that speaks for somebody elsewhere. */
function isLocal({ socket, headers }: Request): boolean {
  const forwarded = headers['x-forwarded-for'] ?? headers.forwarded;
  return forwarded === undefined && isLoopback(socket.remoteAddress ?? '');
}

/** Brings the gauges to this moment. */
async function count(house: House): Promise<void> {
  const { metrics, health, alarms } = house;
  for (const { id } of house.clinic.services)
    metrics.waiting.set({ service: id }, waitingFor(house.tail.day, id));
  for (const [namespace, open] of Object.entries(house.sockets())) {
    metrics.sockets.set({ namespace }, open);
    metrics.clients.set({ ns: namespace }, open);
  }
  countScreens(metrics, house.screens());
  countStations(metrics, house.devices.list(), house.connected);
  countStationClocks(metrics, house.stations.rows());
  countPrinters(metrics, house.printers());
  house.safekeeping.count();
  countHealth(metrics, (alarm) => alarms.isRaised(alarm), await health.check(), health.worstLagMs());
}
