"""What is known of an alliance: models, exact values, computed numbers, read-only views. The ground floor."""
