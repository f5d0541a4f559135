import type { Feature } from '../../../infra/features/feature.js';
import { Bookable } from './bookables/bookable.entity.js';
import { Claim } from './entities/claim.entity.js';
import { AttendedTime } from './free-busy/attended-time.entity.js';
import { BusyTime } from './free-busy/busy-time.entity.js';
import { OutOfOffice } from './out-of-office/out-of-office.entity.js';
import { ScheduleOverride } from './schedules/schedule-override.entity.js';
import { ScheduleTravel } from './schedules/schedule-travel.entity.js';
import { Schedule } from './schedules/schedule.entity.js';

export const availabilityFeature: Feature = {
  name: 'availability',
  entities: [AttendedTime, Bookable, Schedule, ScheduleOverride, ScheduleTravel, OutOfOffice, BusyTime, Claim],
  module: () => import('./availability.module.js'),
  http: () => import('./availability.http.module.js'),
};
