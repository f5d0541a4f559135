import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { IdColumn, JsonColumn } from '../../../../infra/database/columns.js';
import type { RosterKind } from '../roster-kinds.js';
import type { RosterValues } from './roster-row.entity.js';

/**
 * A row of a roster that was applied, until a later one takes it back: where something comes from. What no source names was
 * not imported, and no import ends it; what several name is there as long as one of them is.
 */
@Entity('roster_sources')
@Unique('roster_sources_key', ['organizationId', 'kind', 'sourceKey'])
@Index('roster_sources_target', ['targetId'])
@Index('roster_sources_import', ['importId'])
@Index('roster_sources_waiting', ['organizationId', 'email'], { where: 'target_id IS NULL' })
export class RosterSource {
  @IdColumn() id: string;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'roster_sources_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;
  @Column({ type: 'varchar', length: 20 }) kind: RosterKind;
  @Column({ type: 'varchar', length: 700 }) sourceKey: string;
  /** Of its kind; null while its person is no member. */
  @Column({ type: 'uuid', nullable: true }) targetId: string | null;
  /** Of the person who is waited for. */
  @Column({ type: 'citext', nullable: true }) email: string | null;
  /** What the row said. */
  @JsonColumn() values: RosterValues;
  /** The last import that named it. */
  @ForeignKey('RosterImport', { onDelete: 'SET NULL', name: 'roster_sources_import_fkey' })
  @Column({ type: 'uuid', nullable: true })
  importId: string | null;
}
