import { ValidateBy } from 'class-validator';

const CAMPAIGN_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** For the documentation: what every such name looks like. */
export const CAMPAIGN_ID_PATTERN = CAMPAIGN_ID.source;

/** The name of a campaign, given by the client. */
export const IsCampaignId = (): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isCampaignId',
      validator: { validate: (value) => typeof value === 'string' && CAMPAIGN_ID.test(value) },
    },
    { message: 'must be 1 to 64 of A-Za-z0-9_-' },
  );
