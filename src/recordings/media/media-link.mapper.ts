import type { MediaLinkDto } from './dto/media.dto.js';
import type { MadeLink } from './media-links.service.js';

export const toMediaLinkDto = ({ path, format, expiresAt }: MadeLink): MediaLinkDto => ({
  path,
  format,
  expires_at: expiresAt,
});
