import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The number under which a person's visits are kept. An erased person keeps it under a name that nothing leads to. */
@Entity('analytics_people')
@Index('analytics_people_person_key', ['person'], { unique: true })
export class AnalyticsPerson {
  @PrimaryColumn({ type: 'int' }) number: number;
  /** `user <id>`, or `anonymous <what the app calls them>`. */
  @Column({ type: 'varchar', length: 110 }) person: string;
}
