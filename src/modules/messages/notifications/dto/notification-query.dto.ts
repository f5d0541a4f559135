import { BooleanField, TextField } from '../../../../infra/http/fields.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';

export class UnreadQueryDto extends PageQueryDto {
  @TextField({ max: 64, optional: true, description: 'Only this type.', example: 'BOOKING_CONFIRMED' })
  type?: string;
}

export class NotificationQueryDto extends UnreadQueryDto {
  @BooleanField({ optional: true, description: 'Only read ones, or only unread ones.' })
  isRead?: boolean;
}
