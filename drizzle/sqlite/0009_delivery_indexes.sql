DROP INDEX `delivery_person`;--> statement-breakpoint
CREATE INDEX `delivery_ended` ON `delivery` (`person`,`channel`,`ended_at`) WHERE ended_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `delivery_failing` ON `delivery` (`person`,`channel`) WHERE ended_at IS NULL AND error IS NOT NULL;