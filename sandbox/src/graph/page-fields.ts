/** The fields a Page may be subscribed to (`Page.SubscribedFields` of the Graph API v25.0, without profile fields). */
export const pageFields: ReadonlySet<string> = new Set(
  `messages message_echoes message_deliveries message_reads message_reactions message_edits message_context
  message_mention message_template_status_update messaging_postbacks messaging_optins messaging_optouts
  messaging_referrals messaging_handovers standby messaging_account_linking messaging_policy_enforcement
  messaging_integrity business_integrity messaging_feedback response_feedback messaging_customer_information
  messaging_in_thread_lead_form_submit messaging_game_plays send_cart inbox_labels messaging_appointments
  messaging_checkout_updates messaging_payments messaging_pre_checkouts messaging_direct_sends
  messaging_fblogin_account_linking marketing_message_clicks marketing_message_deliveries
  marketing_message_delivery_failed marketing_message_echoes marketing_message_reads
  marketing_messages_subscriber_upload_status calls call_permission_reply call_settings_update agent_messages
  agent_questions feature_access_list publisher_subscriptions local_delivery payment_request_update
  comment_poll_response story_poll_response video_text_question_responses user_action follow feed group_feed mention
  conversations ratings leadgen leadgen_fat leadgen_update live_videos videos product_review merchant_review
  page_change_proposal page_upcoming_change page_about_story story_share registration members`.split(/\s+/),
);
