import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Bit number of a person in the bitmaps of visits. An erased person keeps it, under an anonymous name. */
@Entity('analytics_people')
@Index('analytics_people_person_key', ['person'], { unique: true })
export class AnalyticsPerson {
  @PrimaryColumn({ type: 'int' }) number: number;
  /** `user <id>`, or `anonymous <what the app calls them>`. */
  @Column({ type: 'varchar', length: 110 }) person: string;
}
