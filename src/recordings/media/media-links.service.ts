import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccessService } from '../../auth/access.service.js';
import { InvalidProofError } from '../../auth/auth.errors.js';
import type { Principal } from '../../auth/principal.js';
import { ProofReader, type ProvenRequest } from '../../auth/proof-reader.js';
import { Clock } from '../../common/time/clock.service.js';
import { SecretsService } from '../../secrets/secrets.service.js';
import { MEDIA_FORMATS, type MediaFormat } from './media-format.js';
import { isSameSignature, type MediaLink, signedText } from './media-link.js';
import { RECORDING_LINK } from './recording-link-proof.js';

/** A link that was made, and when it ends. */
export interface MadeLink {
  path: string;
  format: MediaFormat;
  expiresAt: Date;
}

const UNIX_SECONDS = /^\d{1,11}$/;

/** Makes links that open one recording for a short time, and reads them. */
@Injectable()
export class MediaLinksService extends ProofReader implements OnModuleInit {
  constructor(
    private readonly secrets: SecretsService,
    private readonly clock: Clock,
    private readonly access: AccessService,
  ) {
    super();
  }

  onModuleInit(): void {
    this.access.addProof(RECORDING_LINK, this);
  }

  make(recordingSid: string, format: MediaFormat, seconds: number): MadeLink {
    const expires = Math.floor(this.clock.wall() / 1000) + seconds;
    const signature = this.sign({ recordingSid, format, expires });
    const query = new URLSearchParams({ format, expires: String(expires), signature });
    return {
      path: `/recordings/${encodeURIComponent(recordingSid)}/media?${query.toString()}`,
      format,
      expiresAt: new Date(expires * 1000),
    };
  }

  read({ params, query }: ProvenRequest): Principal | null {
    const { expires, signature, format } = query;
    if (typeof expires !== 'string' || typeof signature !== 'string') return null;
    const { recording_sid: recordingSid } = params;
    const known = MEDIA_FORMATS.find((each) => each === format);
    const isWhole = typeof recordingSid === 'string' && known !== undefined && UNIX_SECONDS.test(expires);
    if (!isWhole) throw new InvalidProofError('link');
    const wanted = this.sign({ recordingSid, format: known, expires: Number(expires) });
    if (!isSameSignature(wanted, signature) || Number(expires) * 1000 <= this.clock.wall())
      throw new InvalidProofError('link');
    // A link is a key to one recording.
    return {
      kind: 'key',
      id: `link:${recordingSid}`,
      name: 'a link to a recording',
      scopes: new Set(['calls:read']),
    };
  }

  private sign(link: MediaLink): string {
    return this.secrets.hash('recordings', signedText(link));
  }
}
