import type { House } from '../house.ts';
import type { Route } from './route.ts';
import { appointmentRoutes } from './routes/appointment.ts';
import { checkInRoutes } from './routes/check-in.ts';
import { handInRoutes } from './routes/hand-in.ts';
import { noticeRoutes } from './routes/notice.ts';
import { placeRoutes } from './routes/place.ts';
import { promptRoutes } from './routes/prompt.ts';
import { roomRoutes } from './routes/room.ts';
import { scanRoutes } from './routes/scan.ts';
import { screenRoutes } from './routes/screen.ts';
import { speakerRoutes } from './routes/speaker.ts';
import { stationRoutes } from './routes/station.ts';
import { supervisionRoutes } from './routes/supervision.ts';
import { ticketRoutes } from './routes/ticket.ts';

/** Every line of the interface, in the order of a patient's way. */
export function routeTable(house: House): Route[] {
  return [
    ...placeRoutes(house),
    ...scanRoutes(house),
    ...checkInRoutes(house),
    ...handInRoutes(house),
    ...ticketRoutes(house),
    ...roomRoutes(house),
    ...appointmentRoutes(house),
    ...noticeRoutes(house),
    ...supervisionRoutes(house),
    ...screenRoutes(house),
    ...speakerRoutes(house),
    ...stationRoutes(house),
    ...promptRoutes(house),
  ];
}
