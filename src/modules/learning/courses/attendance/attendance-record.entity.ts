import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn } from '../../../../infra/database/columns.js';
import { ATTENDANCES, type Attendance } from './attendance.rules.js';

/** Whether a student came to a meeting. Offering and day are those of its register, for lists. */
@Entity('attendance_records')
@Unique('attendance_records_student_key', ['registerId', 'studentId'])
@Index('attendance_records_listed', ['offeringId', 'createdAt', 'id'])
@Index('attendance_records_student', ['studentId', 'offeringId', 'createdAt', 'id'])
@Check('attendance_records_status_check', `status IN (${ATTENDANCES.map((status) => `'${status}'`).join(', ')})`)
export class AttendanceRecord {
  @IdColumn() id: string;
  @ForeignKey('CourseRegister', { onDelete: 'CASCADE', name: 'attendance_records_register_fkey' })
  @Column({ type: 'uuid' })
  registerId: string;
  @ForeignKey('CourseOffering', { onDelete: 'CASCADE', name: 'attendance_records_offering_fkey' })
  @Column({ type: 'uuid' })
  offeringId: string;
  @ForeignKey('CourseStudent', { onDelete: 'CASCADE', name: 'attendance_records_student_fkey' })
  @Column({ type: 'uuid' })
  studentId: string;
  @Column({ type: 'date' }) heldOn: string;
  @Column({ type: 'varchar', length: 10 }) status: Attendance;
  @CreatedAtColumn() createdAt: Date;
}
