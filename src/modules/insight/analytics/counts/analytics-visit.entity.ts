import { Column, Entity, PrimaryColumn } from 'typeorm';

/** People per bitmap; their numbers begin at `chunk` times that. */
export const PEOPLE_OF_CHUNK = 4096;

/** Roll-up: bitmap of the people with events of a type per hour, day and 16 days. */
@Entity('analytics_visits')
export class AnalyticsVisit {
  /** Length of the period in hours; one of `COUNTED_HOURS`. */
  @PrimaryColumn({ type: 'smallint' }) hours: number;
  @PrimaryColumn({ type: 'timestamptz', precision: 3 }) startsAt: Date;
  @PrimaryColumn({ type: 'varchar', length: 100 }) eventType: string;
  @PrimaryColumn({ type: 'int' }) chunk: number;
  @Column({ type: 'bit', length: PEOPLE_OF_CHUNK }) people: string;
}
