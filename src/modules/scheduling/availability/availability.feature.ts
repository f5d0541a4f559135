import type { Feature } from '../../../infra/features/feature.js';
import { Bookable } from './bookables/bookable.entity.js';
import { AttendedTime } from './free-busy/attended-time.entity.js';
import { BusyTime } from './free-busy/busy-time.entity.js';
import { OutOfOffice } from './out-of-office/out-of-office.entity.js';
import { ScheduleOverride } from './schedules/schedule-override.entity.js';
import { ScheduleTravel } from './schedules/schedule-travel.entity.js';
import { Schedule } from './schedules/schedule.entity.js';
import { BOOKABLE_CHANGED, BUSY_TIMES_FREED, OUT_OF_OFFICE_CHANGED, SCHEDULE_CHANGED } from './availability.events.js';

export const availabilityFeature: Feature = {
  name: 'availability',
  tags: {
    Bookables: 'Rooms and devices, and when they and people are busy.',
    Schedules: 'Working hours as rules of local time, with exceptions and travel.',
    'Out of office': 'When somebody or something cannot be booked, and who stands in.',
  },
  keyResources: ['bookables', 'schedules', 'out-of-office'],
  entities: [AttendedTime, Bookable, Schedule, ScheduleOverride, ScheduleTravel, OutOfOffice, BusyTime],
  module: () => import('./availability.module.js'),
  http: () => import('./availability.http.module.js'),
  events: [
    { type: SCHEDULE_CHANGED, audit: 'info' },
    { type: OUT_OF_OFFICE_CHANGED, audit: 'info' },
    { type: BOOKABLE_CHANGED, audit: 'info' },
    { type: BUSY_TIMES_FREED, audit: 'info' },
  ],
};
