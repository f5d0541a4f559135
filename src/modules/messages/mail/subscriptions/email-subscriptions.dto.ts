import { ApiSchema } from '@nestjs/swagger';
import { Examples } from '../../../../infra/http/examples.js';
import { EnumListField } from '../../../../infra/http/list-fields.js';
import { subscriptionNames } from '../mail.templates.js';

const STOPPED = { name: 'EmailSubscription', maxItems: 20, description: 'The kinds that are not sent any more.' };

@ApiSchema({ name: 'EmailSubscriptions' })
export class EmailSubscriptionsDto {
  @EnumListField(subscriptionNames(), { ...STOPPED, example: ['WEEKLY_REPORT'] })
  stopped: string[];
}

@Examples({
  stopSummary: { summary: 'No daily summary', value: { stopped: ['DAILY_SUMMARY'] } },
  everything: { summary: 'Everything again', value: { stopped: [] } },
})
@ApiSchema({ name: 'ReplaceEmailSubscriptions' })
export class ReplaceEmailSubscriptionsDto {
  @EnumListField(subscriptionNames(), STOPPED)
  stopped: string[];
}
