import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type {
  StoredAttempt,
  StoredCall,
  StoredEvent,
  StoredFeedback,
  StoredRecording,
  StoredUser,
} from '../stored.js';
import { type HydratedDocument, Schema as MongooseSchema } from 'mongoose';

@Schema({ collection: 'users', versionKey: false })
export class User implements StoredUser {
  @Prop({ type: String, required: true }) _id!: string;
  @Prop({ type: String, required: true }) name!: string;
  @Prop({ type: String, required: true }) email!: string;
  @Prop({ type: String, required: true }) phoneNumber!: string;
  @Prop(String) externalId?: string;
  @Prop({ type: [String], required: true }) handles!: string[];
  @Prop({ type: Date, required: true }) createdAt!: Date;
  @Prop({ type: Date, required: true }) updatedAt!: Date;
}

export const userSchema = SchemaFactory.createForClass(User);

@Schema({ _id: false })
export class CallEvent implements StoredEvent {
  @Prop({ type: String, required: true }) key!: string;
  @Prop(String) source?: string;
  @Prop({ type: String, required: true }) kind!: string;
  @Prop(String) status?: string;
  @Prop(Date) occurredAt?: Date;
  @Prop({ type: Date, required: true }) receivedAt!: Date;
  @Prop(String) direction?: string;
  @Prop({ type: MongooseSchema.Types.Mixed, required: true }) params!: Record<string, string>;
}
const eventSchema = SchemaFactory.createForClass(CallEvent);

@Schema({ _id: false })
export class Attempt implements StoredAttempt {
  @Prop({ type: Number, required: true }) n!: number;
  @Prop(String) key?: string;
  @Prop(String) sid?: string;
  @Prop({ type: String, required: true }) submission!: string;
  @Prop({ type: Date, required: true }) createdAt!: Date;
  @Prop({ type: Number, required: true }) rank!: number;
  @Prop(String) direction?: string;
  @Prop(Number) callbackDuration?: number;
  @Prop(String) price?: string;
  @Prop(String) priceUnit?: string;
  @Prop(Date) startedAt?: Date;
  @Prop(Date) answeredAt?: Date;
  @Prop(Date) endedAt?: Date;
  @Prop({ type: [eventSchema], default: [] }) events!: CallEvent[];
}
const attemptSchema = SchemaFactory.createForClass(Attempt);

@Schema({ collection: 'calls', versionKey: false })
export class Call implements StoredCall {
  @Prop({ type: String, required: true }) _id!: string;
  @Prop({ type: Number, required: true }) version!: number;
  @Prop({ type: String, required: true }) to!: string;
  @Prop({ type: String, required: true }) userExternalId!: string;
  @Prop({ type: MongooseSchema.Types.Mixed, required: true }) content!: { kind: string; text?: string };
  @Prop({ type: Boolean, required: true }) recordingEnabled!: boolean;
  @Prop({ type: [attemptSchema], default: [] }) attempts!: Attempt[];
  @Prop({ type: [String], default: undefined }) sids?: string[];
  @Prop({ type: Number, required: true }) rank!: number;
  @Prop({ type: Boolean, default: false }) hasRecording!: boolean;
  @Prop({ type: Boolean, default: false }) hasFeedback!: boolean;
  @Prop({ type: Date, required: true }) createdAt!: Date;
  @Prop(Date) changedAt?: Date;
}
export type CallDocument = HydratedDocument<Call>;
export const callSchema = SchemaFactory.createForClass(Call);

@Schema({ collection: 'recordings', versionKey: false })
export class Recording implements StoredRecording {
  @Prop({ type: String, required: true }) _id!: string;
  @Prop({ type: String, required: true }) callId!: string;
  @Prop({ type: Number, required: true }) attempt!: number;
  @Prop({ type: String, required: true }) callSid!: string;
  @Prop(Number) rank?: number;
  @Prop(Number) durationSeconds?: number;
  @Prop(String) url?: string;
  @Prop({ type: Date, required: true }) createdAt!: Date;
  @Prop({ type: [eventSchema], default: [] }) events!: CallEvent[];
}
export const recordingSchema = SchemaFactory.createForClass(Recording);

@Schema({ collection: 'feedback', versionKey: false })
export class Feedback implements StoredFeedback {
  @Prop({ type: String, required: true }) _id!: string;
  @Prop({ type: Number, required: true, min: 1, max: 5 }) callQuality!: number;
  @Prop({ type: Number, required: true, min: 1, max: 5 }) agentHelpfulness!: number;
  @Prop({ type: Number, required: true, min: 1, max: 5 }) resolution!: number;
  @Prop({ type: Number, required: true, min: 1, max: 5 }) callEase!: number;
  @Prop({ type: Number, required: true, min: 1, max: 5 }) overallSatisfaction!: number;
  @Prop({ type: String, default: null }) notes!: string | null;
  @Prop({ type: Date, required: true }) createdAt!: Date;
}
export const feedbackSchema = SchemaFactory.createForClass(Feedback);

@Schema({ collection: 'api_keys', versionKey: false })
export class ApiKey {
  @Prop({ type: String, required: true }) _id!: string;
  @Prop({ type: String, required: true }) hash!: string;
  @Prop({ type: [String], required: true }) scopes!: string[];
  @Prop(Date) revokedAt?: Date;
}
export const apiKeySchema = SchemaFactory.createForClass(ApiKey);

@Schema({ collection: 'usual_windows', versionKey: false })
export class Window {
  @Prop({ type: String, required: true }) _id!: string;
  @Prop({ type: Number, required: true }) count!: number;
  @Prop({ type: Date, required: true }) expiresAt!: Date;
}
export const windowSchema = SchemaFactory.createForClass(Window);

@Schema({ collection: 'usual_audit', versionKey: false })
export class AuditEntry {
  @Prop({ type: String, required: true }) _id!: string;
  @Prop({ type: String, required: true }) who!: string;
  @Prop({ type: String, required: true }) action!: string;
  @Prop({ type: Number }) status?: number;
  @Prop({ type: Date, required: true }) at!: Date;
}
export const auditEntrySchema = SchemaFactory.createForClass(AuditEntry);
