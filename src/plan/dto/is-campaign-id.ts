import { ValidateBy } from 'class-validator';

/** The name of a campaign, given by the client. */
export const IsCampaignId = (): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isCampaignId',
      validator: { validate: (value) => typeof value === 'string' && /^[\w-]{1,64}$/.test(value) },
    },
    { message: 'must be 1 to 64 of A-Za-z0-9_-' },
  );
