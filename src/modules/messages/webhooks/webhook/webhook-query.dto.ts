import { OmitType } from '@nestjs/swagger';
import { BooleanField, EnumField, IdField } from '../../../../infra/http/fields.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { DELIVERED_EVENTS } from '../catalogue/webhook-catalogue.js';
import { DELIVERY_STATUSES, type DeliveryStatus } from './webhook.rules.js';

export class WebhookQueryDto extends PageQueryDto {
  @IdField({
    optional: true,
    description: 'Those of this organization, for its owners and admins, instead of your own.',
  })
  organizationId?: string;

  @BooleanField({ optional: true, description: 'Only those that are switched on, or off.' })
  isActive?: boolean;

  @SortField(['createdAt'], '-createdAt')
  override sort?: string;
}

export class DeliveryQueryDto extends PageQueryDto {
  @EnumField(DELIVERY_STATUSES, {
    optional: true,
    name: 'WebhookDeliveryStatus',
    description: 'Only those of this state.',
  })
  status?: DeliveryStatus;

  @EnumField(DELIVERED_EVENTS, {
    optional: true,
    name: 'DeliveredWebhookEvent',
    description: 'Only those of this event.',
  })
  event?: string;

  @SortField(['createdAt'], '-createdAt')
  override sort?: string;
}

/** The list without its pages. */
export class DeliveryFileQueryDto extends OmitType(DeliveryQueryDto, ['limit', 'cursor', 'page']) {}
