import { Check, Column, Entity } from 'typeorm';
import { CreatedAtColumn, IdColumn, RowVersionColumn, UpdatedAtColumn } from '../../../../infra/database/columns.js';

/** Its row is also the lock behind which its members and invitations change. */
@Entity('organizations')
@Check('organizations_owner_check', 'owner_count > 0')
export class Organization {
  @IdColumn() id: string;
  @Column({ type: 'varchar', length: 100 }) name: string;
  /** Changes in the statement that adds or removes a member, so that it costs the same in every organization. */
  @Column({ type: 'int' }) memberCount: number;
  /** The check on it makes the database refuse to lose the last owner, whatever the code does. */
  @Column({ type: 'int' }) ownerCount: number;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
