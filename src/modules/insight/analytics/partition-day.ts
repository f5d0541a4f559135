import { DAY } from '../../../kernel/clock.js';

/** Partition of one UTC day. */
export interface PartitionDay {
  readonly table: string;
  readonly from: Date;
  readonly to: Date;
}

const NAME = /^analytics_events_(\d{4})(\d{2})(\d{2})$/;

export function startOfDay(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / DAY) * DAY);
}

export function partitionDay(moment: Date): PartitionDay {
  const from = startOfDay(moment);
  const day = from.toISOString().slice(0, 10).replaceAll('-', '');
  return { table: `analytics_events_${day}`, from, to: new Date(from.getTime() + DAY) };
}

/** Null for other tables, such as the default partition. */
export function partitionDayOf(table: string): PartitionDay | null {
  const [, year, month, day] = NAME.exec(table) ?? [];
  return year === undefined ? null : partitionDay(new Date(`${year}-${month}-${day}T00:00:00Z`));
}
