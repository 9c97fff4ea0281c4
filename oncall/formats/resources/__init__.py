"""Resources of PagerDuty in the words of its Terraform provider, whatever they were read from, as the model."""
