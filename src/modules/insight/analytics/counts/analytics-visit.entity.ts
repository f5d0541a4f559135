import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many people a row has; their numbers begin at `chunk` times that. */
export const PEOPLE_OF_CHUNK = 4096;

/** Who had events of a type in an hour, a day and so on: one bit for each number of a person. */
@Entity('analytics_visits')
export class AnalyticsVisit {
  /** How long the time is; one of `COUNTED_HOURS`. */
  @PrimaryColumn({ type: 'smallint' }) hours: number;
  @PrimaryColumn({ type: 'timestamptz', precision: 3 }) startsAt: Date;
  @PrimaryColumn({ type: 'varchar', length: 100 }) eventType: string;
  @PrimaryColumn({ type: 'int' }) chunk: number;
  @Column({ type: 'bit', length: PEOPLE_OF_CHUNK }) people: string;
}
