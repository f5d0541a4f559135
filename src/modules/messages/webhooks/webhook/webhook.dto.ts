import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EnumField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { CHOOSABLE_EVENTS } from '../catalogue/webhook-catalogue.js';
import { DISABLED_REASONS, type DisabledReason } from './webhook.rules.js';

@ApiSchema({ name: 'Webhook' })
export class WebhookDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2aa1 */
  id: string;
  /** The organization that it belongs to; null when it belongs to you. */
  organizationId: string | null;
  /** @example https://receiver.example/lyceum */
  url: string;
  /** @example 'Our calendar' */
  description: string | null;
  @ApiProperty({ enum: [...CHOOSABLE_EVENTS], enumName: 'WebhookEventChoice', isArray: true })
  events: string[];
  isActive: boolean;
  /** When the system disabled it; null when it is active, or its owner disabled it. */
  disabledAt: Date | null;
  @EnumField(DISABLED_REASONS, {
    name: 'WebhookDisabledReason',
    nullable: true,
    example: null,
    description:
      '`gone`: the receiver answered 410. `failing`: it accepted nothing for days. `maker_left`: whoever made it for the ' +
      'organization does not manage it any more. `account_recovered`: whoever made it got their account back from ' +
      'somebody else, who may know the secret.',
  })
  disabledReason: DisabledReason | null;
  /** Since when no attempt succeeded; null when the last one did. */
  failingSince: Date | null;
  /** Until when the previous secret signs as well; null when it does not. */
  previousSecretEndsAt: Date | null;
  /** Changes with every update, for `If-Match`. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

@ApiSchema({ name: 'WebhookWithSecret' })
export class WebhookWithSecretDto extends WebhookDto {
  /**
   * The signing secret, to verify signatures. It is shown only here.
   * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
   */
  secret: string;
}

@ApiSchema({ name: 'WebhookPage' })
export class WebhookPageDto extends PageOf(WebhookDto, 'WebhookPage') {}
