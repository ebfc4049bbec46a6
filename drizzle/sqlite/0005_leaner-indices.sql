DROP INDEX `delivery_pending`;--> statement-breakpoint
CREATE INDEX `delivery_pending` ON `delivery` (`channel`,`next_at`) WHERE ended_at IS NULL;--> statement-breakpoint
DROP INDEX `entry_intent`;--> statement-breakpoint
CREATE UNIQUE INDEX `entry_intent` ON `entry` (`actor`,`intent`) WHERE intent IS NOT NULL;