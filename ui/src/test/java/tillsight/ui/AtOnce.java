package tillsight.ui;

import java.util.concurrent.Executor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * Lets pages be filled before the call that asked for them returns. Carries no annotation by which
 * the application, started whole in the browser tests, would find it.
 */
class AtOnce {

  @Bean
  @Primary
  Executor atOnce() {
    return Runnable::run;
  }
}
