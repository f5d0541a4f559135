import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Sequence of a booking's events, if any webhook gets them. Its row lock orders their snapshots. */
@Entity('webhook_sequences')
export class WebhookSequence {
  @ForeignKey('Booking', { onDelete: 'CASCADE', name: 'webhook_sequences_booking_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  bookingId: string;
  @Column({ type: 'int' }) last: number;
}
